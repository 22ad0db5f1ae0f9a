; The installer for Windows, made by makensis:
;   makensis -DVERSION=0.1.0 -DFILE_VERSION=0.1.0.0 -DSOURCE=folder -DICON=icon.ico -DOUT=setup.exe installer.nsi
; For all users, because a rule of the firewall needs an administrator anyway.
Unicode true
!include "MUI2.nsh"
!include "x64.nsh"

!define APP "Mini LiveChat"
!define EXE "mini-livechat.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\mini-livechat"

Name "${APP} ${VERSION}"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\${APP}"
RequestExecutionLevel admin
SetCompressor /SOLID lzma
ShowInstDetails nevershow
ShowUninstDetails show
BrandingText "${APP} ${VERSION}"

VIProductVersion "${FILE_VERSION}"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installer of ${APP}"
VIAddVersionKey "LegalCopyright" "The Mini LiveChat authors"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Korean"

LangString APP_NAME ${LANG_ENGLISH} "The app"
LangString APP_NAME ${LANG_KOREAN} "앱"
LangString FIREWALL_NAME ${LANG_ENGLISH} "Let radios through the firewall"
LangString FIREWALL_NAME ${LANG_KOREAN} "방화벽에서 무전기 연결 허용"
LangString IS_OPEN ${LANG_ENGLISH} "${APP} is running. Quit it first, then try again."
LangString IS_OPEN ${LANG_KOREAN} "${APP}이(가) 실행 중입니다. 먼저 종료한 뒤 다시 시도하십시오."
LangString WANTS_64_BIT ${LANG_ENGLISH} "${APP} needs a 64-bit Windows."
LangString WANTS_64_BIT ${LANG_KOREAN} "${APP}은(는) 64비트 Windows에서만 실행됩니다."
LangString DATA_STAYS ${LANG_ENGLISH} "The app is removed. Its data stays in"
LangString DATA_STAYS ${LANG_KOREAN} "앱을 제거했습니다. 데이터는 다음 폴더에 그대로 남아 있습니다:"

; A running app holds its executable open: writing to it tells.
!macro StopIfOpen
  IfFileExists "$INSTDIR\${EXE}" 0 +7
  ClearErrors
  FileOpen $0 "$INSTDIR\${EXE}" a
  IfErrors 0 +3
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(IS_OPEN)" /SD IDOK
  Abort
  FileClose $0
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(WANTS_64_BIT)" /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Section "$(APP_NAME)" SectionApp
  SectionIn RO
  !insertmacro StopIfOpen
  ; What an older version had and this one has not is gone too.
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\locales"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "The Mini LiveChat authors"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "$(FIREWALL_NAME)" SectionFirewall
  ; By program, so that it holds whatever the ports are set to.
  nsExec::ExecToLog 'netsh advfirewall firewall delete rule name="${APP}"'
  nsExec::ExecToLog 'netsh advfirewall firewall add rule name="${APP}" dir=in action=allow program="$INSTDIR\${EXE}" profile=private,domain enable=yes'
SectionEnd

Section "Uninstall"
  !insertmacro StopIfOpen
  nsExec::ExecToLog 'netsh advfirewall firewall delete rule name="${APP}"'
  Delete "$SMPROGRAMS\${APP}.lnk"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  ; Names that the installer brought, and no more: the folder may have been chosen by hand.
  !include "${FILES_TO_REMOVE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  SetShellVarContext current
  DetailPrint "$(DATA_STAYS) $APPDATA\${APP}"
  MessageBox MB_OK|MB_ICONINFORMATION "$(DATA_STAYS)$\r$\n$APPDATA\${APP}" /SD IDOK
SectionEnd
